using System.ComponentModel;

namespace Octopus.Services;

/// <summary>The one place where Win32 error numbers get their meaning.</summary>
internal static class ServiceErrors
{
    public const int Success = 0;
    public const int FileNotFound = 2;
    public const int PathNotFound = 3;
    public const int AccessDenied = 5;
    public const int NoMoreFiles = 18;
    public const int SharingViolation = 32;
    public const int InvalidParameter = 87;
    public const int CallNotImplemented = 120;
    public const int InsufficientBuffer = 122;
    public const int InvalidLevel = 124;
    public const int AlreadyExists = 183;
    public const int MoreData = 234;
    public const int InvalidServiceControl = 1052;
    public const int ServiceRequestTimeout = 1053;
    public const int ServiceDatabaseLocked = 1055;
    public const int ServiceAlreadyRunning = 1056;
    public const int ServiceDisabled = 1058;
    public const int ServiceDoesNotExist = 1060;
    public const int ServiceCannotAcceptControl = 1061;
    public const int ServiceNotActive = 1062;
    public const int ServiceSpecificError = 1066;
    public const int ProcessAborted = 1067;
    public const int InvalidServiceAccount = 1057;
    public const int ServiceLogonFailed = 1069;
    public const int ServiceMarkedForDelete = 1072;
    public const int ServiceExists = 1073;
    public const int DependentServicesRunning = 1051;
    public const int ServiceNeverStarted = 1077;
    public const int DuplicateServiceName = 1078;
    public const int InvalidOwner = 1307;
    public const int PrivilegeNotHeld = 1314;
    public const int NoneMapped = 1332;

    public static ServiceError Translate(int native) => native switch
    {
        ServiceDoesNotExist => ServiceError.NotFound,
        AccessDenied => ServiceError.AccessDenied,
        ServiceExists or DuplicateServiceName => ServiceError.AlreadyExists,
        ServiceMarkedForDelete => ServiceError.MarkedForDeletion,
        ServiceAlreadyRunning => ServiceError.AlreadyRunning,
        ServiceNotActive => ServiceError.NotRunning,
        ServiceDisabled => ServiceError.Disabled,
        // A starting service is refused with 1061 by Windows and with 1052 by Wine.
        ServiceCannotAcceptControl or InvalidServiceControl => ServiceError.CannotAcceptControl,
        DependentServicesRunning => ServiceError.DependentsRunning,
        ServiceDatabaseLocked => ServiceError.Busy,
        ServiceRequestTimeout => ServiceError.Timeout,
        ServiceLogonFailed => ServiceError.LogonFailed,
        InvalidServiceAccount or NoneMapped => ServiceError.AccountUnknown,
        FileNotFound or PathNotFound => ServiceError.ExecutableNotFound,
        _ => ServiceError.Unknown,
    };

    /// <summary>One sentence with the service and what was attempted; for an unknown number, the words of Windows behind it.</summary>
    /// <param name="service">The service; empty for the manager itself.</param>
    /// <param name="attempt">What could not be done, for instance <c>started</c>.</param>
    /// <param name="native">The Win32 number.</param>
    public static ServiceException Create(string service, string attempt, int native)
    {
        var error = Translate(native);
        var subject = service.Length == 0 ? "The service control manager" : $"The service '{service}'";
        return new ServiceException(service, error, native, $"{subject} could not be {attempt}: {Reason(error, native)}.");
    }

    private static string Reason(ServiceError error, int native) => error switch
    {
        ServiceError.NotFound => "there is no such service",
        ServiceError.AccessDenied => "access denied; run as an elevated administrator",
        ServiceError.AlreadyExists => "a service of that name exists",
        ServiceError.MarkedForDeletion => "it is deleted but still held open by another program",
        ServiceError.AlreadyRunning => "it is running",
        ServiceError.NotRunning => "it is not running",
        ServiceError.Disabled => "it is disabled",
        ServiceError.DependentsRunning => "services that depend on it are running",
        ServiceError.CannotAcceptControl => "it does not accept that request in its present state",
        ServiceError.Busy => "another service is being started",
        ServiceError.Timeout => "it did not answer in time",
        ServiceError.LogonFailed => "its account cannot log on",
        ServiceError.AccountUnknown => "there is no such account, or its password is wrong",
        ServiceError.ExecutableNotFound => "its executable was not found",
        _ => $"{new Win32Exception(native).Message.TrimEnd('.', ' ')} (error {native})",
    };
}
