// Where Windows enters a NativeAOT executable.
#include "crt.h"

extern "C"
{
    int _crt_atexit(void (*)());
    int _configure_wide_argv(int);
    int* __p___argc();
    wchar_t*** __p___wargv();
    [[noreturn]] void exit(int);
    int wmain(int, wchar_t**);

    int atexit(void (*function)())
    {
        return _crt_atexit(function);
    }

    void wmainCRTStartup()
    {
        constexpr int unexpandedArguments = 1, initializationFailed = 255;
        if (!InitializeRuntime() || _configure_wide_argv(unexpandedArguments) != 0)
            exit(initializationFailed);
        exit(wmain(*__p___argc(), *__p___wargv()));
    }
}
