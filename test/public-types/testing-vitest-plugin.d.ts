/** As much of a plugin of Vite as there is here. */
interface ScenarioWatch {
    readonly name: string;
    config(): {
        readonly test: {
            readonly watchTriggerPatterns: {
                readonly pattern: RegExp;
                readonly testsToRun: (file: string) => string[];
            }[];
        };
    };
    configResolved(config: {
        readonly root: string;
    }): void;
    configureServer(server: {
        readonly watcher: {
            add(paths: readonly string[]): unknown;
        };
    }): void;
    transform(code: string, id: string): undefined;
}
/** `plugins: [scenarioWatch()]` */
declare function scenarioWatch(): ScenarioWatch;

export { scenarioWatch };
export type { ScenarioWatch };
