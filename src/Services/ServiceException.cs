namespace Octopus.Services;

/// <summary>The service control manager refused a request about one service.</summary>
public sealed class ServiceException : Exception
{
    /// <summary>Creates the exception with a sentence that names the service.</summary>
    public ServiceException(string service, ServiceError error, int nativeErrorCode, string message)
        : base(message)
    {
        Service = service;
        Error = error;
        NativeErrorCode = nativeErrorCode;
    }

    /// <summary>The service asked about; empty when the request was about the manager itself.</summary>
    public string Service { get; }

    /// <summary>What went wrong.</summary>
    public ServiceError Error { get; }

    /// <summary>The Win32 error number.</summary>
    public int NativeErrorCode { get; }
}
