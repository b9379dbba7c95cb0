using System.Text;

namespace Octopus.Manager.Commands;

/// <summary>Passes on each line as soon as it is written. May be used from several threads.</summary>
/// <param name="tell">Is told each line, without its end.</param>
internal sealed class LineWriter(Action<string> tell) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value)
    {
        lock (_gate)
            Append(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        lock (_gate)
        {
            foreach (var letter in value ?? "")
                Append(letter);
        }
    }

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Write(value + "\n");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (_line.Length > 0)
                Append('\n');
        }

        base.Dispose(disposing);
    }

    private void Append(char letter)
    {
        if (letter == '\n')
        {
            tell(_line.ToString());
            _line.Clear();
        }
        else if (letter != '\r')
        {
            _line.Append(letter);
        }
    }
}
