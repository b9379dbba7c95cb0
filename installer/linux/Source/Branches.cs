namespace PackageCompiler.Source;

/// <summary>Open <c>ifdef</c> blocks inside one element, innermost last.</summary>
internal sealed class Branches
{
    private readonly Stack<bool> _taken = new();

    public bool Active => _taken.All(taken => taken);

    public void Open(bool taken) => _taken.Push(taken);

    public void Else(SourceLocation at)
    {
        Close(at, out var taken);
        _taken.Push(!taken);
    }

    public void Close(SourceLocation at) => Close(at, out _);

    public void MustBeClosed(SourceLocation at)
    {
        if (_taken.Count > 0)
            throw new SourceException(at, "an ifdef inside this element has no endif.");
    }

    private void Close(SourceLocation at, out bool taken)
    {
        if (!_taken.TryPop(out taken))
            throw new SourceException(at, "there is no ifdef to end here.");
    }
}
