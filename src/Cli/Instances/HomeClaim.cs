using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>Makes a folder the home of an instance because an administrator has said so: the mark in the folder, and what the record says.</summary>
internal sealed class HomeClaim
{
    private readonly CommandHost _host;
    private readonly InstanceRecord _record;

    /// <param name="host">The machine.</param>
    /// <param name="record">The instance; whatever it has been.</param>
    /// <param name="folder">The folder that an administrator has named, or that is the instance's by its place.</param>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/> or <see cref="InstanceError.Conflict"/>: it cannot be the home.</exception>
    public HomeClaim(CommandHost host, InstanceRecord record, string folder)
    {
        (_host, _record) = (host, record);
        if (!StoredPath.TryRead(folder, folder: null, out var home, out var reason))
            throw new InstanceException(InstanceError.IllegalValue, $"'{ShellQuoting.Printable(folder)}' cannot be a home: it {reason}. Choose another folder with --home.");
        if (new HomePlace(host).WhyNot(home) is { } why)
            throw Refused(home, why);
        Folder = home;
        if (HomeMark.Read(home) is { } mark && mark.Application == host.Application.Name && !IsRecords(mark) && host.Store.Read().Find(mark.InstanceName) is not null)
            throw Refused(home, $"carries the mark of instance '{mark.InstanceName}'");
        // Whose record is perhaps there, and cannot be opened.
        if (HomeMark.Read(home) is { } foreign && !IsRecords(foreign))
            new InstanceCatalog(host).RequireOpened();
        IsMade = record.Home is { } recorded && FolderPath.AreSame(recorded, home) && HomeMark.Read(home) is { } own && IsRecords(own);
    }

    /// <summary>The folder, in its one form.</summary>
    public string Folder { get; }

    /// <summary>Whether it is the home already, mark and record.</summary>
    public bool IsMade { get; }

    /// <summary>The record with this home, as the folder is now. Nothing is written.</summary>
    public InstanceRecord Claimed() => _record with
    {
        Home = Folder,
        SharesHome = _record.Home is { } recorded && FolderPath.AreSame(recorded, Folder) ? _record.SharesHome : HoldsOthers(),
    };

    /// <summary>Makes the folder if need be, and marks it.</summary>
    /// <returns>The record with this home, which is still to be written.</returns>
    /// <exception cref="IOException">The folder or its mark cannot be made.</exception>
    public InstanceRecord Make()
    {
        var claimed = Claimed();
        Directory.CreateDirectory(Folder);
        // What was there when the plan was made may be something else now.
        if (new HomePlace(_host).WhyNot(Folder) is { } why)
            throw Refused(Folder, why);
        new HomeMark(_host.Application.Name, _record.Name).Write(Folder);
        return claimed;
    }

    private bool HoldsOthers() => Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any(entry => !IsOwn(entry));

    private bool IsOwn(string entry)
    {
        var name = Path.GetFileName(entry);
        return HomeContents.Folders.Concat(HomeContents.Files).Any(known => IsSame(known, name))
            || IsSame(entry, _record.ConfigurationFilePath) || IsSame(entry, _record.ConfigurationFilePath + AtomicFile.PreviousEnding);
    }

    private bool IsRecords(HomeMark mark) => mark.Application == _host.Application.Name && InstanceName.IsSame(mark.InstanceName, _record.Name);

    private InstanceException Refused(string folder, string why) =>
        new(InstanceError.Conflict, $"{folder} cannot be the home of instance '{_record.Name}': it {why}. Choose another folder with --home.");

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
