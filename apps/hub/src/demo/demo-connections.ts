import { z } from 'zod';
import allegro from './connections/allegro.json';
import dynamics365Bc from './connections/dynamics-365-bc.json';
import inpost from './connections/inpost.json';
import parcel from './connections/parcel.json';
import przelewy24 from './connections/przelewy24.json';
import wms from './connections/wms.json';

const demoConnection = z.object({
  id: z.string(),
  system: z.string(),
  name: z.string(),
  settings: z.record(z.string(), z.unknown()),
  credentials: z.record(z.string(), z.unknown()),
  /** Where the simulated system takes more than the real one allows. */
  limits: z.object({ requests: z.int(), perMs: z.int(), concurrency: z.int() }).optional(),
  /** Settings of the simulated system with the same name, for example where it sends its webhooks. */
  simulator: z.record(z.string(), z.unknown()).optional(),
});
export type DemoConnection = z.output<typeof demoConnection>;

/** Connections to the simulated systems. `{{sandboxUrl}}` and `{{hubUrl}}` in their texts are filled in. */
export function demoConnections(sandboxUrl: string, hubUrl: string): readonly DemoConnection[] {
  const filled = JSON.stringify([allegro, dynamics365Bc, inpost, parcel, przelewy24, wms])
    .replaceAll('{{sandboxUrl}}', sandboxUrl)
    .replaceAll('{{hubUrl}}', hubUrl);
  return z.array(demoConnection).parse(JSON.parse(filled));
}
