namespace Octopus.CustomActions;

/// <summary>Text to the installer as it is.</summary>
internal static class SessionText
{
    /// <summary>
    /// Sends text with its brackets and braces escaped. The installer reads a message as a format, where <c>[x]</c> is
    /// a property and <c>{…}</c> vanishes: <see cref="Session.Log(string)"/> of a JSON text logged nothing.
    /// </summary>
    public static MessageResult Write(this Session session, InstallMessage kind, string text)
    {
        using var record = new Record(0) { FormatString = string.Concat(text.Select(Escape)) };
        return session.Message(kind, record);
    }

    private static string Escape(char letter) =>
        letter is '[' or ']' or '{' or '}' ? $@"[\{letter}]" : letter.ToString();
}
