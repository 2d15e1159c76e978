export * from './orders';
export * from './parcels';
export * from './people';
export * from './references';
