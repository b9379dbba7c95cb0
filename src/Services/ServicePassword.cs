namespace Octopus.Services;

/// <summary>The password of a service's account. Nothing that prints it shows it.</summary>
public sealed class ServicePassword(string text)
{
    internal string Text { get; } = text;

    /// <summary>Asterisks, however long it is.</summary>
    public override string ToString() => "********";
}
