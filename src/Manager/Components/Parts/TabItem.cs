namespace Octopus.Manager.Components.Parts;

/// <summary>One of several tabs.</summary>
/// <param name="Key">What tells it from the others, as a word.</param>
/// <param name="Title">What is written on it.</param>
public sealed record TabItem(string Key, string Title);
