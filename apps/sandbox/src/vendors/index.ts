import type { SimulatedSystem } from '../world/simulated-system';
import { allegroSystem } from './allegro/allegro.system';
import { dynamics365BcSystem } from './dynamics-365-bc/dynamics-365-bc.system';
import { inpostSystem } from './inpost/inpost.system';
import { parcelSystem } from './parcel/parcel.system';
import { przelewy24System } from './przelewy24/przelewy24.system';
import { shopSystem } from './shop/shop.system';
import { wmsSystem } from './wms/wms.system';

/** Every simulated system. One line each. */
export const simulatedSystems: readonly SimulatedSystem[] = [
  allegroSystem,
  dynamics365BcSystem,
  inpostSystem,
  parcelSystem,
  przelewy24System,
  shopSystem,
  wmsSystem,
];
