// File descriptors 0, 1 and 2 of the program, in Emscripten's file system: not those of this process.

const MAJOR = 71; // a number of devices that nobody else has

/** Open them anew. `read(bytes)` fills and returns how many, `write(which, bytes)` takes all: 0 is stdout, 1 stderr. */
export function openStreams(files, { read, write }) {
  const into = (take) => (_stream, buffer, offset, length) => {
    take(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length));
    return length;
  };
  const operations = {
    stdin: { read: (_stream, buffer, offset, length) => read(new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)) },
    stdout: { write: into((bytes) => write(0, bytes)) },
    stderr: { write: into((bytes) => write(1, bytes)) },
  };
  for (const [at, [name, operation]] of Object.entries(operations).entries()) {
    const device = files.makedev(MAJOR, at);
    const open = (stream) => (stream.seekable = false);
    files.registerDevice(device, { open, fsync: () => 0, ...operation });
    files.unlink(`/dev/${name}`);
    files.mkdev(`/dev/${name}`, device);
    files.closeStream(at);
    files.open(`/dev/${name}`, at ? 1 : 0);
  }
}
