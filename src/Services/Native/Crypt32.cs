using System.Runtime.InteropServices;

namespace Octopus.Services.Native;

/// <summary>The data protection of Windows.</summary>
internal static unsafe class Crypt32
{
    private const string Library = "crypt32.dll";

    /// <summary>Nobody is asked: a service has nobody.</summary>
    public const uint NoQuestions = 0x1;

    /// <summary>For every account of this machine.</summary>
    public const uint ForMachine = 0x4;

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CryptUnprotectData(DataBlob* secret, char** description, DataBlob* entropy, void* reserved, void* question, uint flags, DataBlob* content);

    [DllImport(Library, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static extern bool CryptProtectData(DataBlob* content, char* description, DataBlob* entropy, void* reserved, void* question, uint flags, DataBlob* secret);
}

/// <summary>DATA_BLOB.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DataBlob
{
    public uint Length;
    public byte* Bytes;
}
