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
   _mmap_js _munmap_js _msync_js clock_res_get clock_time_get emscripten_date_now emscripten_get_heap_max
   emscripten_get_now emscripten_resize_heap environ_get environ_sizes_get fd_close fd_fdstat_get fd_pread fd_read fd_seek
   fd_sync _emscripten_get_progname _Py_emscripten_runtime __call_sighandler JsvError_Check`.split(/\s+/),
);

const REFUSED = {
  __syscall_accept4: -EACCES, __syscall_bind: -EACCES, __syscall_connect: -EACCES, __syscall_getpeername: -EACCES,
  __syscall_getsockname: -EACCES, __syscall_getsockopt: -EACCES, __syscall_listen: -EACCES, __syscall_recvfrom: -EACCES,
  __syscall_recvmsg: -EACCES, __syscall_sendmsg: -EACCES, __syscall_sendto: -EACCES, __syscall_socket: -EACCES,
  _maybe_connect_async: -EACCES, _maybe_recvfrom_async: -EACCES, _maybe_sendto_async: -EACCES, getaddrinfo: -4,
  getnameinfo: -4, getprotobyname: 0, __syscall_pipe: -ENOSYS, __syscall_poll: -ENOSYS, __syscall_mknodat: -ENOSYS,
  __syscall_umask_js: 0o022, _emscripten_system: -ENOSYS, _setitimer_js: -ENOSYS, _dlopen_js: 0, _dlsym_js: 0,
  _maybe_poll_async: -ENOSYS, can_run_sync_js: 0, _try_fcntl64: -ENOSYS, _try_shutdown: -EACCES, emscripten_runtime_keepalive_push: undefined,
  emscripten_runtime_keepalive_pop: undefined, _emscripten_runtime_keepalive_clear: undefined,
};

/** Thrown through WebAssembly to end a context. `how` is an end of slipway.suites.observed, `code` an exit code. */
export class Ending {
  constructor(how, code = null) {
    this.how = how;
    this.code = code;
  }
}

export class Walls {
  constructor() {
    this.up = false; // until Pyodide has started
    this.ending = null; // the first reason that ended the context: code of the guest's may catch what is thrown
    this.written = 0;
    this.module = null; // Emscripten's, and its file system: of the Pyodide that started
    this.files = null;
  }

  /** Put the walls around a module's imports, in place: Emscripten hands the same functions out in other ways too. */
  around(imports) {
    for (const [name, real] of Object.entries(imports)) {
      if (typeof real === "function" && !GRANTED.has(name)) imports[name] = this.#wall(name, real);
    }
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
    const walled = (...given) => (this.up ? closed(...given) : real(...given));
    return Object.assign(walled, real); // Emscripten reads a signature there
  }

  #closed(name, real) {
    if (name in REFUSED) return () => REFUSED[name];
    switch (name) {
      case "proc_exit":
      case "exit":
        return (code) => this.end("exit", code & 0xff);
      case "random_get": // Emscripten's asks for a module of Node's, which is not there by then
        return (at, length) => this.#random(new Uint8Array(this.module.HEAPU8.buffer, at, length));
      case "fd_write":
        return (fd, from, count, told) => this.#write(fd, from, count, 0) ?? real(fd, from, count, told);
      case "fd_pwrite":
        return (fd, from, count, at, told) => this.#write(fd, from, count, Number(at)) ?? real(fd, from, count, at, told);
      case "__syscall_ftruncate64":
      case "__syscall_truncate64":
        return (file, size) => (Number(size) > FILES ? -ENOSPC : real(file, size));
      case "__syscall_fallocate":
        return (fd, mode, offset, size) => (Number(offset) + Number(size) > FILES ? -ENOSPC : real(fd, mode, offset, size));
      default:
        return () => this.end("crashed");
    }
  }

  #random(bytes) {
    for (let at = 0; at < bytes.length; at += 65536) crypto.getRandomValues(bytes.subarray(at, at + 65536));
    return 0;
  }

  /** Count what is about to be written, `count` pieces that are listed at `from`. Returns what refuses it, or undefined. */
  #write(fd, from, count, at) {
    const memory = new DataView(this.module.HEAPU8.buffer);
    for (let piece = 0; piece < count; piece++) this.written += memory.getUint32(from + 8 * piece + 4, true);
    const position = this.files.getStream(fd)?.position ?? 0;
    return this.written > FILES || position > FILES || at > FILES ? ENOSPC : undefined;
  }
}
