// What a guest's WebAssembly may ask of JavaScript. Whatever a program does, in Python or in C, it reaches the world
// by the imports of its module and by nothing else; so this list is the whole of its world.
//
// `granted` run as Emscripten wrote them: files in memory, clocks, random numbers. `refused` answer as a kernel does
// that has no such thing. All others, foremost the bridge from Python to JavaScript, end the context.

const ENOSYS = 52;
const EACCES = 2;
const ENOSPC = 51;
const FILES = 32 * 2 ** 20; // bytes that a context may write

const GRANTED = new Set(
  `_PyEM_TrampolineCall_JS _Py_CheckEmscriptenSignals_Helper __syscall_chdir __syscall_chmod __syscall_dup __syscall_dup3
   __syscall_faccessat __syscall_fadvise64 __syscall_fchdir __syscall_fchmod __syscall_fchmodat2 __syscall_fchown32
   __syscall_fchownat __syscall_fcntl64 __syscall_fdatasync __syscall_fstat64 __syscall_fstatfs64 __syscall_getcwd
   __syscall_getdents64 __syscall_getuid32_js __syscall_ioctl __syscall_lstat64 __syscall_mkdirat __syscall_newfstatat
   __syscall_openat __syscall_readlinkat __syscall_renameat __syscall_rmdir __syscall_stat64 __syscall_statfs64
   __syscall_symlinkat __syscall_unlinkat __syscall_utimensat _gmtime_js _localtime_js _mktime_js _timegm_js _tzset_js
   _mmap_js clock_res_get clock_time_get emscripten_date_now emscripten_get_heap_max
   emscripten_get_now emscripten_resize_heap environ_get environ_sizes_get fd_close fd_fdstat_get fd_pread fd_read fd_seek
   fd_sync _emscripten_get_progname _Py_emscripten_runtime __call_sighandler JsvError_Check`.split(/\s+/),
);

const REFUSED = {
  ...answers(-EACCES, `__syscall_accept4 __syscall_bind __syscall_connect __syscall_getpeername __syscall_getsockname
    __syscall_getsockopt __syscall_listen __syscall_recvfrom __syscall_recvmsg __syscall_sendmsg __syscall_sendto
    __syscall_socket _maybe_connect_async _maybe_recvfrom_async _maybe_sendto_async _try_shutdown`),
  ...answers(-ENOSYS, `__syscall_pipe __syscall_poll __syscall_mknodat _emscripten_system _setitimer_js _maybe_poll_async
    _try_fcntl64 _msync_js`),
  ...answers(-4, "getaddrinfo getnameinfo"), // EAI_FAIL
  ...answers(0, "getprotobyname _dlopen_js _dlsym_js can_run_sync_js _munmap_js"),
  ...answers(0o022, "__syscall_umask_js"),
  ...answers(undefined, `emscripten_runtime_keepalive_push emscripten_runtime_keepalive_pop
    _emscripten_runtime_keepalive_clear`),
};

function answers(answer, names) {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, answer]));
}

/** Thrown through WebAssembly to end a context. `how` is an end of slipway.suites.observed, `code` an exit code. */
export class Ending {
  constructor(how, code = null) {
    this.how = how;
    this.code = code;
  }
}

export class Walls {
  #walled = new WeakSet();

  constructor() {
    this.arePlaced = false;
    this.up = false; // until Pyodide has started
    this.ending = null; // the first reason that ended the context: code of the guest's may catch what is thrown
    this.written = 0;
    this.memory = null; // of the WebAssembly that started
    this.files = null;
  }

  /** Put the walls around a module's imports, in place: Emscripten hands the same functions out in other ways too. */
  around(module, imports) {
    for (const functions of new Set([imports.env, imports.wasi_snapshot_preview1])) {
      for (const [name, real] of Object.entries(functions)) {
        if (typeof real === "function" && !GRANTED.has(name)) functions[name] = this.#wall(name, real);
      }
    }
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (kind !== "function" || GRANTED.has(name) || this.#walled.has(imports[from]?.[name])) continue;
      // What waits for promises is no plain function, and nothing that starts needs it.
      if (!(imports[from][name] instanceof WebAssembly.Suspending)) throw new Error(`${from}.${name} has no wall`);
      imports[from][name] = () => this.end("crashed");
    }
    this.arePlaced = true;
  }

  /** Forget the context that ended. */
  reset() {
    this.ending = null;
    this.written = 0;
  }

  end(how, code = null) {
    this.ending ??= new Ending(how, code);
    throw this.ending;
  }

  #wall(name, real) {
    const closed = this.#closed(name, real);
    // Random numbers are ours from the start: Emscripten would ask a shell for them.
    const walled = (...given) => (this.up || name === "random_get" ? closed(...given) : real(...given));
    this.#walled.add(walled);
    return Object.assign(walled, real); // Emscripten reads a signature there
  }

  #closed(name, real) {
    if (Object.hasOwn(REFUSED, name)) return () => REFUSED[name];
    switch (name) {
      case "proc_exit":
      case "exit":
        return (code) => this.end("exit", code & 0xff);
      case "random_get":
        return (at, length) => this.#random(new Uint8Array(this.memory.buffer, at, length));
      case "fd_write":
        return (fd, from, count, told) => this.#write(fd, from, count, 0) ?? real(fd, from, count, told);
      case "fd_pwrite":
        return (fd, from, count, at, told) =>
          this.#write(fd, from, count, Number(at)) ?? real(fd, from, count, at, told);
      case "__syscall_ftruncate64":
      case "__syscall_truncate64":
        return (file, size) => (Number(size) > FILES ? -ENOSPC : real(file, size));
      case "__syscall_fallocate":
        return (fd, mode, from, size) => (Number(from) + Number(size) > FILES ? -ENOSPC : real(fd, mode, from, size));
      default:
        return () => this.end("crashed");
    }
  }

  #random(bytes) {
    for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    return 0;
  }

  /** Count what is about to be written, `count` pieces that are listed at `from`: what refuses it, or undefined. */
  #write(fd, from, count, at) {
    const memory = new DataView(this.memory.buffer);
    for (let piece = 0; piece < count; piece++) this.written += memory.getUint32(from + 8 * piece + 4, true);
    const position = this.files.getStream(fd)?.position ?? 0;
    return this.written > FILES || position > FILES || at > FILES ? ENOSPC : undefined;
  }
}
