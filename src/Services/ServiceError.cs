namespace Octopus.Services;

/// <summary>Why the service control manager refused, translated once from its Win32 number.</summary>
public enum ServiceError
{
    /// <summary>A number this product does not know; <see cref="ServiceException.NativeErrorCode"/> has it.</summary>
    Unknown,
    /// <summary>No such service (1060).</summary>
    NotFound,
    /// <summary>The caller may not do that (5): not elevated, or not an administrator.</summary>
    AccessDenied,
    /// <summary>A service of that name exists (1073, 1078).</summary>
    AlreadyExists,
    /// <summary>Deleted but still held open by somebody (1072).</summary>
    MarkedForDeletion,
    /// <summary>Running already (1056).</summary>
    AlreadyRunning,
    /// <summary>Not running (1062).</summary>
    NotRunning,
    /// <summary>Its start type is disabled (1058).</summary>
    Disabled,
    /// <summary>Not ready for that request now, for instance while it starts (1061, 1052).</summary>
    CannotAcceptControl,
    /// <summary>It cannot stop while services that depend on it run (1051).</summary>
    DependentsRunning,
    /// <summary>Another program has a service started just now, and they start one after the other (1055). Later it will work.</summary>
    Busy,
    /// <summary>It did not answer in the time the service control manager allows (1053).</summary>
    Timeout,
    /// <summary>Its account cannot log on (1069).</summary>
    LogonFailed,
    /// <summary>There is no such account (1057, 1332).</summary>
    AccountUnknown,
    /// <summary>Its executable is not there (2, 3).</summary>
    ExecutableNotFound,
}
