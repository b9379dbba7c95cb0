namespace Octopus.Lifecycle.Health;

/// <summary>
/// Somebody answered, and not as an agent does. The message says what was done instead, as the rest of a sentence that begins with
/// the port.
/// </summary>
internal sealed class BadAnswerException(string what, Exception? cause = null) : Exception(what, cause);
