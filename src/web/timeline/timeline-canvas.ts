/** The timeline as a thing of its own: give it a box and lanes; it zooms, pans and says what was picked. */
import { type Colours, draw, LANE_PX, type Picture, RULER_PX } from './draw.ts';
import { type Lane, type MarkSource, nearestMark, panned, type Span, zoomed } from './timeline-model.ts';

export interface TimelineData {
  readonly lanes: readonly Lane[];
  readonly whole: Span;
  readonly nowAt: number;
  /** The zone of the ruler. */
  readonly zone: string;
}

const REACH_PX = 9;
const NAMES_SHARE = 0.3;
const NAMES_MAX_PX = 170;

export class TimelineCanvas {
  readonly #canvas: HTMLCanvasElement;
  readonly #onPick: (mark: MarkSource) => void;
  readonly #watch: ResizeObserver;
  #data: TimelineData | undefined;
  #span: Span = { from: 0, to: 1 };
  #scrollPx = 0;
  #chosenSeq: number | undefined;
  #isDrawing = false;
  #dragged: { x: number; y: number; hasMoved: boolean } | undefined;

  constructor(canvas: HTMLCanvasElement, onPick: (mark: MarkSource) => void) {
    this.#canvas = canvas;
    this.#onPick = onPick;
    this.#watch = new ResizeObserver(() => this.#drawSoon());
    this.#watch.observe(canvas);
    canvas.addEventListener('wheel', (event) => this.#onWheel(event), { passive: false });
    canvas.addEventListener('pointerdown', (event) => this.#onDown(event));
    canvas.addEventListener('pointermove', (event) => this.#onMove(event));
    canvas.addEventListener('pointerup', (event) => this.#onUp(event));
    canvas.addEventListener('keydown', (event) => this.#onKey(event));
  }

  /** Shows data; the first time all of it, later what was in sight. */
  show(data: TimelineData): void {
    const isFirst = this.#data === undefined;
    this.#data = data;
    if (isFirst) this.fit();
    else this.#drawSoon();
  }

  choose(seq: number | undefined): void {
    this.#chosenSeq = seq;
    this.#drawSoon();
  }

  fit(): void {
    const whole = this.#data?.whole ?? { from: 0, to: 1 };
    const margin = Math.max(60_000, (whole.to - whole.from) * 0.02);
    this.#lookAt({ from: whole.from - margin, to: whole.to + margin });
  }

  zoom(factor: number): void {
    this.#lookAt(zoomed(this.#span, factor, (this.#span.from + this.#span.to) / 2));
  }

  /** Draws at once; for measuring. */
  drawNow(): void {
    this.#isDrawing = false;
    const picture = this.#picture();
    const context = this.#canvas.getContext('2d');
    if (!picture || !context) return;
    const scale = devicePixelRatio || 1;
    const [width, height] = [Math.round(picture.widthPx * scale), Math.round(picture.heightPx * scale)];
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    draw(context, picture);
  }

  close(): void {
    this.#watch.disconnect();
  }

  #drawSoon(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    requestAnimationFrame(() => this.drawNow());
  }

  #picture(): Picture | undefined {
    if (!this.#data) return undefined;
    const { clientWidth, clientHeight } = this.#canvas;
    return {
      lanes: this.#data.lanes,
      span: this.#span,
      widthPx: clientWidth,
      heightPx: clientHeight,
      namesPx: this.#namesPx(),
      scrollPx: this.#scrollPx,
      nowAt: this.#data.nowAt,
      zone: this.#data.zone,
      chosenSeq: this.#chosenSeq,
      colours: coloursOf(this.#canvas),
    };
  }

  #namesPx(): number {
    return Math.min(NAMES_MAX_PX, this.#canvas.clientWidth * NAMES_SHARE);
  }

  #lookAt(span: Span): void {
    this.#span = span;
    this.#drawSoon();
  }

  #momentAt(x: number): number {
    const names = this.#namesPx();
    const share = (x - names) / (this.#canvas.clientWidth - names);
    return this.#span.from + share * (this.#span.to - this.#span.from);
  }

  #scrollBy(px: number): void {
    const tallest = (this.#data?.lanes.length ?? 0) * LANE_PX + RULER_PX - this.#canvas.clientHeight;
    this.#scrollPx = Math.min(Math.max(0, this.#scrollPx + px), Math.max(0, tallest));
    this.#drawSoon();
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) {
      this.#lookAt(zoomed(this.#span, Math.exp(event.deltaY / 300), this.#momentAt(event.offsetX)));
      return;
    }
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (sideways !== 0) this.#lookAt(panned(this.#span, sideways / this.#canvas.clientWidth));
    if (!event.shiftKey) this.#scrollBy(event.deltaY);
  }

  #onDown(event: PointerEvent): void {
    this.#dragged = { x: event.offsetX, y: event.offsetY, hasMoved: false };
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #onMove(event: PointerEvent): void {
    const held = this.#dragged;
    if (!held) return;
    const [x, y] = [event.offsetX - held.x, event.offsetY - held.y];
    if (!held.hasMoved && Math.abs(x) + Math.abs(y) < 4) return;
    this.#dragged = { x: event.offsetX, y: event.offsetY, hasMoved: true };
    this.#lookAt(panned(this.#span, -x / (this.#canvas.clientWidth - this.#namesPx())));
    this.#scrollBy(-y);
  }

  #onUp(event: PointerEvent): void {
    const hasMoved = this.#dragged?.hasMoved ?? true;
    this.#dragged = undefined;
    if (!hasMoved) this.#pickAt(event.offsetX, event.offsetY);
  }

  #pickAt(x: number, y: number): void {
    const lane = this.#data?.lanes[Math.floor((y - RULER_PX + this.#scrollPx) / LANE_PX)];
    if (!lane || y < RULER_PX) return;
    const reachMs = this.#momentAt(x + REACH_PX) - this.#momentAt(x);
    const index = nearestMark(lane, this.#momentAt(x), reachMs);
    if (index !== undefined) this.#onPick(lane.sources[index]!);
  }

  #onKey(event: KeyboardEvent): void {
    const moves: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => this.#lookAt(panned(this.#span, -0.1)),
      ArrowRight: () => this.#lookAt(panned(this.#span, 0.1)),
      ArrowUp: () => this.#scrollBy(-LANE_PX),
      ArrowDown: () => this.#scrollBy(LANE_PX),
      '+': () => this.zoom(0.7),
      '=': () => this.zoom(0.7),
      '-': () => this.zoom(1.4),
      '0': () => this.fit(),
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  }
}

/** The page's own colours, read where the canvas stands, so that light and dark follow. */
function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour('ink'),
    muted: colour('muted'),
    line: colour('line'),
    surface: colour('surface'),
    night: colour('night'),
    accent: colour('accent'),
    bad: colour('bad'),
    warn: colour('warn'),
  };
}
