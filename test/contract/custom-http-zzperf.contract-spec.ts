import { aFulfilment, aShipmentRequest } from '@crossdock/connector-kit/testing';
import { wmsSystem } from '../../apps/sandbox/src/vendors/wms/wms.system';
import { parcelSystem } from '../../apps/sandbox/src/vendors/parcel/parcel.system';
import { DemoSystem } from './custom-http-demo';
it('perf', async () => {
  const out: string[] = [];
  for (const [system, port] of [[wmsSystem, 'w'], [parcelSystem, 'c']] as const) {
    const demo = await DemoSystem.start(system);
    await demo.reset({ automatic: false, confirmAfterMs: 600_000 });
    const one = async (n: number) => {
      if (port === 'w') {
        const f = aFulfilment({ reference: `${n}-F1`, orderReference: String(n) });
        await demo.ports.warehouse!.findFulfilment(f.reference);
        const r = await demo.ports.warehouse!.createFulfilment(f, { key: `k${n}` });
        await demo.ports.warehouse!.readFulfilment(r);
      } else {
        const f = aShipmentRequest({ reference: `${n}-F1-S1`, orderReference: String(n) });
        await demo.ports.carrier!.findShipment(f.reference);
        const r = await demo.ports.carrier!.createShipment(f, { key: `k${n}` });
        await demo.ports.carrier!.readShipment(r);
      }
    };
    let n = 0;
    for (let block = 0; block < 6; block += 1) {
      const t = Date.now();
      for (let i = 0; i < 2000 / 20; i += 1) await Promise.all(Array.from({ length: 20 }, () => one((n += 1))));
      out.push(`${port} block ${block}: ${Date.now() - t} ms for 2000x3 calls`);
    }
    await demo.stop();
  }
  process.stderr.write(out.join('\n') + '\n');
}, 300_000);
