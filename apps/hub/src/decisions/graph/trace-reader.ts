/** What the engine tells of one node. */
export interface NodeTrace {
  readonly id: string;
  readonly name: string;
  readonly order: number;
  readonly input: unknown;
  readonly output: unknown;
  readonly traceData: unknown;
}

const REFERENCE = /^@(\d+)$/;

/**
 * The engine's trace, as it tells it with `trace: 'reference'`: everything that comes more than once stands in a list, and
 * `@<place in the list>` where it belongs, in values and in names. That is five times as quick as telling it all at full
 * length, and only what is asked for is put together.
 */
export class TraceReader {
  private readonly references: readonly unknown[];
  private readonly nodes: ReadonlyMap<string, Readonly<Record<string, unknown>>>;

  constructor(trace: unknown) {
    const { $refs, $root } = asRecord(trace);
    this.references = Array.isArray($refs) ? $refs : [];
    this.nodes = new Map(
      Object.entries(asRecord($root)).map(([id, node]) => [this.nameOf(id), this.named(asRecord(node))] as const),
    );
  }

  get ids(): readonly string[] {
    return [...this.nodes.keys()];
  }

  node(id: string): NodeTrace | null {
    const node = this.nodes.get(id);
    if (node === undefined) return null;
    const of = (name: string): unknown => this.whole(node[name]);
    return {
      id,
      name: String(of('name')),
      order: Number(of('order')),
      get input() {
        return of('input');
      },
      get output() {
        return of('output');
      },
      get traceData() {
        return of('traceData');
      },
    };
  }

  private whole(value: unknown): unknown {
    if (typeof value === 'string') return this.referred(value);
    if (Array.isArray(value)) return value.map((part) => this.whole(part));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [this.nameOf(name), this.whole(part)]));
  }

  private referred(text: string): unknown {
    const place = REFERENCE.exec(text)?.[1];
    if (place === undefined || !(Number(place) in this.references)) return text;
    const value = this.references[Number(place)];
    return typeof value === 'string' ? value : this.whole(value);
  }

  private named(node: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(node).map(([name, value]) => [this.nameOf(name), value]));
  }

  private nameOf(name: string): string {
    const referred = this.referred(name);
    return typeof referred === 'string' ? referred : name;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
