import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GoodAnswer, MalformedAnswer } from './answer-mutations';
import { forwarded, send, spoil } from './answers-on-the-wire';

/** One call and the answer that the simulated vendor gave. */
export interface RecordedCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly answer: GoodAnswer;
}
export type Script = readonly RecordedCall[];

/** Which calls of the script get the malformed answer: the one with this number, and those after it when `onwards`. */
export interface Spoiling {
  readonly call: number;
  readonly onwards: boolean;
  /** @param sent what the call had in its head and body, for vendors that repeat it */
  readonly answer: (good: GoodAnswer, sent: string) => MalformedAnswer;
}

/** What happened in one case. */
export interface Replay {
  calls: number;
  /** The malformed answers that were sent. */
  readonly spoilt: { readonly method: string; readonly path: string; readonly answer: MalformedAnswer }[];
  /** A call came that the script has not: what follows says nothing of the vendor. */
  offScript: boolean;
}

const MOST_CALLS = 400;

/** Stands between a connection and the simulated vendor while it records; answers from the record afterwards. */
export class ReplayingVendor {
  private recording: RecordedCall[] | null = null;
  private playing: { readonly script: Script; readonly spoiling: Spoiling | null; readonly replay: Replay } | null =
    null;

  private constructor(
    private readonly server: Server,
    private readonly vendorUrl: string,
  ) {
    server.on('request', (incoming, outgoing) => {
      const parts: Buffer[] = [];
      incoming.on('data', (part: Buffer) => parts.push(part));
      incoming.on('end', () => {
        const body = Buffer.concat(parts);
        if (this.playing === null) this.forward(incoming, outgoing, body).catch(() => outgoing.destroy());
        else this.replay(this.playing, incoming, outgoing, body);
      });
      incoming.on('error', () => undefined);
      outgoing.on('error', () => undefined);
    });
    server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** @param vendorUrl where calls go while nothing is replayed */
  static async start(vendorUrl: string): Promise<ReplayingVendor> {
    const server = createServer({ keepAliveTimeout: 60_000 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ReplayingVendor(server, vendorUrl);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async record(run: () => Promise<unknown>): Promise<Script> {
    const calls: RecordedCall[] = [];
    this.recording = calls;
    try {
      await run();
    } finally {
      this.recording = null;
    }
    return calls;
  }

  play(script: Script, spoiling: Spoiling | null): Replay {
    const replay: Replay = { calls: 0, spoilt: [], offScript: false };
    this.playing = { script, spoiling, replay };
    return replay;
  }

  private async forward(incoming: IncomingMessage, outgoing: ServerResponse, body: Buffer): Promise<void> {
    const { recording } = this;
    const answer = await forwarded(this.vendorUrl, incoming, body);
    recording?.push({ method: incoming.method ?? 'GET', path: incoming.url ?? '/', answer });
    send(outgoing, answer);
  }

  private replay(
    { script, spoiling, replay }: NonNullable<ReplayingVendor['playing']>,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    body: Buffer,
  ): void {
    const { method = 'GET', url: path = '/' } = incoming;
    const number = replay.calls;
    replay.calls += 1;
    if (number > MOST_CALLS) {
      outgoing.destroy();
      return;
    }
    const recorded = this.recorded(script, replay, method, path, number);
    if (spoiling === null || !isMeant(spoiling, number)) {
      send(outgoing, recorded);
      return;
    }
    const head = `${incoming.headers.authorization ?? ''} ${JSON.stringify(incoming.headers)}`;
    const answer = spoiling.answer(recorded, `${head} ${body.toString('utf8')}`);
    replay.spoilt.push({ method, path, answer });
    spoil(incoming.socket, answer);
  }

  /** By number while the calls are those of the record, else by address. */
  private recorded(script: Script, replay: Replay, method: string, path: string, number: number): GoodAnswer {
    const address = path.split('?')[0];
    const same = (call: RecordedCall | undefined): boolean =>
      call?.method === method && call.path.split('?')[0] === address;
    const call = same(script[number]) ? script[number] : script.filter(same).at(-1);
    if (call !== undefined) return call.answer;
    replay.offScript = true;
    return {
      status: 404,
      headers: [['content-type', 'application/json']],
      body: Buffer.from('{"error":"off script"}'),
    };
  }
}

const isMeant = ({ call, onwards }: Spoiling, number: number): boolean => number === call || (onwards && number > call);
