// The way from one guest's Python to another guest, which the host passes on: the device /dev/relay. slipway_relay says
// what goes over it. Each write is a message; each message that is read has four bytes before it, its length.

const HEADER = 4;

/**
 * Add the device to Emscripten's file system. `say` takes a message, `hear` waits for one; both as text.
 * @returns {{reset: function(): void}} forgets what was not read
 */
export function addRelay(files, { say, hear }) {
  let heard = null;
  let read = 0;
  const device = files.makedev(70, 0);
  files.registerDevice(device, {
    open(stream) {
      stream.seekable = false;
    },
    read(_stream, buffer, offset, length) {
      if (heard === null || read === heard.length) [heard, read] = [framed(hear()), 0];
      const part = heard.subarray(read, read + length);
      new Uint8Array(buffer.buffer, buffer.byteOffset).set(part, offset);
      read += part.length;
      return part.length;
    },
    write(_stream, buffer, offset, length) {
      say(new TextDecoder().decode(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)));
      return length;
    },
  });
  files.mkdev("/dev/relay", 0o600, device);
  return { reset: () => (heard = null) };
}

function framed(text) {
  const bytes = new TextEncoder().encode(text);
  const all = new Uint8Array(HEADER + bytes.length);
  new DataView(all.buffer).setUint32(0, bytes.length);
  all.set(bytes, HEADER);
  return all;
}
