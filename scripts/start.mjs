// npm start: from a fresh clone to a running hub. Only this file is read by an old Node, so nothing new stands here.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Crossdock needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}
import('./stack/start.mjs').then(({ start }) => start());
