#if NET
[assembly: System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
