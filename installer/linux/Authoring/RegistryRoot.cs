namespace PackageCompiler.Authoring;

/// <summary>Registry roots by the numbers of the Registry table; the names take part in generated component GUIDs.</summary>
internal enum RegistryRoot
{
    ClassesRoot = 0,
    CurrentUser = 1,
    LocalMachine = 2,
    Users = 3,
}
