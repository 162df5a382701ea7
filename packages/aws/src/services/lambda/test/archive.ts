/** A zip archive with nothing in it whose directory says that its one file has so many bytes. */
export function archiveOf(unzipped: number): Uint8Array {
  const name = new TextEncoder().encode("index.js");
  const bytes = new Uint8Array(46 + name.length + 22);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x02014b50, true);
  view.setUint32(24, unzipped, true);
  view.setUint16(28, name.length, true);
  bytes.set(name, 46);
  const end = 46 + name.length;
  view.setUint32(end, 0x06054b50, true);
  view.setUint16(end + 10, 1, true);
  view.setUint32(end + 12, end, true);
  return bytes;
}
