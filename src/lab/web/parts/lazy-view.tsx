/** Parts of the page whose program is loaded when they are first opened. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** What stands for the part until it is here. */
const LOADING = <p class="loading">Loading…</p>;
/** A lab of another version has other programs: only the whole page can be loaded again. */
const LOST = (
  <div class="loading" role="alert">
    <p>This part of the page could not be loaded.</p>
    <button type="button" onClick={() => location.reload()}>
      Load the page again
    </button>
  </div>
);

/** A component that fetches itself; once it is here it is drawn at once. */
export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [status, setStatus] = useState<'loading' | 'here' | 'lost'>(loaded ? 'here' : 'loading');
    useEffect(() => {
      if (loaded) return;
      load().then(
        (component) => {
          loaded = component;
          setStatus('here');
        },
        () => setStatus('lost'),
      );
    }, []);
    const View = loaded;
    if (View) return <View {...props} />;
    return status === 'lost' ? LOST : LOADING;
  };
}
