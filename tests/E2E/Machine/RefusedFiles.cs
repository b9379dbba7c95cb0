namespace Octopus.Tests.E2E.Machine;

/// <summary>How files are kept from being written.</summary>
public enum FileRefusal
{
    /// <summary>A reader has them open and lets others read only.</summary>
    Held,
    /// <summary>They have the read-only attribute.</summary>
    ReadOnly,
}

/// <summary>Files that cannot be written until this is disposed.</summary>
internal sealed class RefusedFiles : IDisposable
{
    private readonly IReadOnlyList<string> _files;
    private readonly List<FileStream> _held = [];

    public RefusedFiles(IReadOnlyList<string> files, FileRefusal refusal)
    {
        _files = files;
        foreach (var file in files)
        {
            if (refusal == FileRefusal.ReadOnly)
                File.SetAttributes(file, FileAttributes.ReadOnly);
            else
                _held.Add(new(file, FileMode.Open, FileAccess.Read, FileShare.Read));
        }
    }

    public void Dispose()
    {
        _held.ForEach(file => file.Dispose());
        foreach (var file in _files.Where(File.Exists))
            File.SetAttributes(file, FileAttributes.Normal);
    }
}
