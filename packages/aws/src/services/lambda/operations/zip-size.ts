const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;
const longestComment = 65_535;

/**
 * Bytes of the files in a zip archive, as its directory says (APPNOTE of PKWARE, 4.3.12 and 4.3.16). Of what is no
 * archive: its own bytes, as code is not looked at.
 */
export function unzippedSizeOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endIn(view);
  if (end === null) return bytes.length;
  const count = view.getUint16(end + 10, true);
  let place = view.getUint32(end + 16, true);
  let size = 0;
  for (let entry = 0; entry < count; entry += 1) {
    const isEntry =
      place + entryLength <= view.byteLength && view.getUint32(place, true) === entrySignature;
    if (!isEntry) return bytes.length;
    size += view.getUint32(place + 24, true);
    const name = view.getUint16(place + 28, true);
    const extra = view.getUint16(place + 30, true);
    place += entryLength + name + extra + view.getUint16(place + 32, true);
  }
  return size;
}

/** Where the record is that ends an archive; `null`: there is none. */
function endIn(view: DataView): number | null {
  const last = view.byteLength - endLength;
  for (let place = last; place >= Math.max(0, last - longestComment); place -= 1) {
    if (view.getUint32(place, true) === endSignature) return place;
  }
  return null;
}
