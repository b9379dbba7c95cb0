// The part of Microsoft's static C runtime that NativeAOT code links against and no Debian package carries.
// The list was found by linking without it; ucrtbase.dll, a part of Windows, has everything else.
#include "crt.h"

constexpr uintptr_t unsetCookie = 0x00002B992DDFA232;
constexpr int fastFailRangeCheck = 8;

using Initializer = void (*)();
using FailingInitializer = int (*)();
using ThreadCallback = void (*)(void*, unsigned long, void*);

// The linker sorts sections by the text behind the dollar sign, so these pairs enclose the runtime's own entries.
#define IN_SECTION(name) __attribute__((section(name), used))
IN_SECTION(".CRT$XIA") static const FailingInitializer firstFailing[1] = {};
IN_SECTION(".CRT$XIZ") static const FailingInitializer lastFailing[1] = {};
IN_SECTION(".CRT$XCA") static const Initializer first[1] = {};
IN_SECTION(".CRT$XCZ") static const Initializer last[1] = {};
IN_SECTION(".CRT$XDA") static const Initializer firstOfThread[1] = {};
IN_SECTION(".CRT$XDZ") static const Initializer lastOfThread[1] = {};

// Neither optimised nor inlined: to the compiler the two ends are unrelated arrays.
__attribute__((optnone, noinline)) static void RunAll(const Initializer* from, const Initializer* to)
{
    for (; from < to; ++from)
        if (*from)
            (*from)();
}

__attribute__((optnone, noinline)) static bool RunAllFailing(const FailingInitializer* from, const FailingInitializer* to)
{
    for (; from < to; ++from)
        if (*from && (*from)() != 0)
            return false;
    return true;
}

extern "C"
{
    int _fltused = 0x9875;
    int __isa_available = 1; // SSE2: what every x64 processor has
    uintptr_t __security_cookie = unsetCookie;

    void __guard_dispatch_icall();
    void (*__guard_dispatch_icall_fptr)() = __guard_dispatch_icall;

    // Compiled code reads this before it touches a thread_local object with a constructor.
    __declspec(thread) bool __tls_guard;
    unsigned int _tls_index;

    void __dyn_tls_init(void*, unsigned long reason, void*)
    {
        constexpr unsigned long threadAttach = 2;
        if (reason != threadAttach || __tls_guard)
            return;
        __tls_guard = true;
        RunAll(firstOfThread, lastOfThread);
    }

    void __dyn_tls_on_demand_init()
    {
        __dyn_tls_init(nullptr, 2, nullptr);
    }

    IN_SECTION(".tls") static char tlsStart = 0;
    IN_SECTION(".tls$ZZZ") static char tlsEnd = 0;
    IN_SECTION(".CRT$XLA") static const ThreadCallback firstCallback = __dyn_tls_init;
    IN_SECTION(".CRT$XLZ") static const ThreadCallback lastCallback = nullptr;

    // IMAGE_TLS_DIRECTORY64: the linker finds it by this name.
    struct TlsDirectory
    {
        const void* start;
        const void* end;
        unsigned int* index;
        const ThreadCallback* callbacks;
        unsigned int zeroFill;
        unsigned int characteristics;
    };
    extern const TlsDirectory _tls_used = { &tlsStart, &tlsEnd, &_tls_index, &firstCallback, 0, 0 };

    // The stack cookie was checked on the way in by the code it protects; unwinding goes on to the next frame.
    int __GSHandlerCheck(void*, void*, void*, void*)
    {
        constexpr int continueSearch = 1;
        return continueSearch;
    }

    [[noreturn]] void __report_rangecheckfailure()
    {
        FailFast(fastFailRangeCheck);
    }

    void GetSystemTimeAsFileTime(uint64_t*);
    int QueryPerformanceCounter(uint64_t*);
    unsigned long GetCurrentProcessId();
    unsigned long GetCurrentThreadId();
}

// The loader randomises the cookie of images with a load configuration; this one has none.
static void SetSecurityCookie()
{
    constexpr uintptr_t lower48Bits = 0x0000FFFFFFFFFFFF;
    uint64_t time = 0, counter = 0;
    GetSystemTimeAsFileTime(&time);
    QueryPerformanceCounter(&counter);
    uintptr_t cookie = time ^ (counter << 20) ^ (uintptr_t)&time
        ^ ((uintptr_t)GetCurrentProcessId() << 24) ^ GetCurrentThreadId();
    cookie &= lower48Bits;
    __security_cookie = cookie == unsetCookie || cookie == 0 ? unsetCookie + 1 : cookie;
}

bool InitializeRuntime()
{
    SetSecurityCookie();
    if (!RunAllFailing(firstFailing, lastFailing))
        return false;
    RunAll(first, last);
    __dyn_tls_on_demand_init();
    return true;
}

namespace std
{
    struct nothrow_t {};
    extern const nothrow_t nothrow = {};
}

void* operator new(size_t size, const std::nothrow_t&) noexcept { return malloc(size); }
void* operator new[](size_t size, const std::nothrow_t&) noexcept { return malloc(size); }
void operator delete(void* memory) noexcept { free(memory); }
void operator delete[](void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
void operator delete[](void* memory, size_t) noexcept { free(memory); }
