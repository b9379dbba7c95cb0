// Shared by the C runtime parts in this folder. No header of Microsoft's C runtime is at hand, hence own declarations.
#pragma once

using size_t = unsigned long long;
using uintptr_t = unsigned long long;
using uint64_t = unsigned long long;

extern "C" void* malloc(size_t);
extern "C" void free(void*);

// Prepares the image before its first other code runs; false when an initialiser of the runtime failed.
bool InitializeRuntime();

// __fastfail: ends the process at once, without running code that may be damaged.
[[noreturn]] inline void FailFast(int code)
{
    __asm__ volatile("int $0x29" : : "c"(code));
    __builtin_unreachable();
}
