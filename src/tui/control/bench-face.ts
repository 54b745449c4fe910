// What the UI asks of a bench: one operation by name. BenchClient of the operations is one; tests have others.
export interface BenchFace {
  readonly directory: string;
  run(
    operation: string,
    given: Record<string, unknown>,
    options?: { item?(value: unknown): void; signal?: AbortSignal },
  ): Promise<unknown>;
  close(): Promise<void>;
}
