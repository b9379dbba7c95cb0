// Where Windows enters a NativeAOT library.
#include "crt.h"

struct OnExitTable
{
    void* first;
    void* last;
    void* end;
};

static OnExitTable onExit;

extern "C"
{
    int _initialize_onexit_table(OnExitTable*);
    int _register_onexit_function(OnExitTable*, int (*)());
    int _execute_onexit_table(OnExitTable*);
    int DllMain(void*, unsigned long, void*);

    // A library's exit functions belong to the library: the process may go on without it.
    int atexit(void (*function)())
    {
        return _register_onexit_function(&onExit, (int (*)())function);
    }

    int _DllMainCRTStartup(void* module, unsigned long reason, void* reserved)
    {
        constexpr unsigned long processDetach = 0, processAttach = 1;
        if (reason == processAttach && (_initialize_onexit_table(&onExit) != 0 || !InitializeRuntime()))
            return 0;
        int result = DllMain(module, reason, reserved);
        if (reason == processDetach)
            _execute_onexit_table(&onExit);
        return result;
    }
}
