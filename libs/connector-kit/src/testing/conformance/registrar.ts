/** Where suites register their cases. Jest by default; the suites themselves need nothing of it. */
export interface Registrar {
  describe(name: string, body: () => void): void;
  it(name: string, body: () => Promise<void>, timeoutMs: number): void;
  afterAll(body: () => void): void;
}

export const jestRegistrar: Registrar = {
  describe: (name, body) => {
    describe(name, body);
  },
  it: (name, body, timeoutMs) => {
    it(name, body, timeoutMs);
  },
  afterAll: (body) => {
    afterAll(body);
  },
};

export interface CaseResult {
  /** Names of the suites around it, then its own, joined by ` > `. */
  readonly name: string;
  /** Null when it passed. */
  readonly error: Error | null;
}

/** Runs suites without a test runner, one case after the other, and tells how each went. */
export async function runSuites(register: (registrar: Registrar) => void): Promise<readonly CaseResult[]> {
  const steps: { readonly name: string; readonly body: () => Promise<void> | void; readonly isCase: boolean }[] = [];
  const path: string[] = [];
  // What is to be run after the cases of each suite that is being registered, innermost last.
  const pending: (typeof steps)[] = [];
  const nameOf = (name: string): string => [...path, name].join(' > ');
  register({
    describe: (name, body) => {
      const endings: typeof steps = [];
      path.push(name);
      pending.push(endings);
      body();
      pending.pop();
      path.pop();
      steps.push(...endings);
    },
    it: (name, body) => steps.push({ name: nameOf(name), body, isCase: true }),
    afterAll: (body) => pending.at(-1)?.push({ name: nameOf('after all'), body, isCase: false }),
  });
  const results: CaseResult[] = [];
  for (const { name, body, isCase } of steps) {
    const error = await errorOf(body);
    if (isCase || error !== null) results.push({ name, error });
  }
  return results;
}

async function errorOf(body: () => Promise<void> | void): Promise<Error | null> {
  try {
    await body();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
