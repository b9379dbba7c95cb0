using System.Security.Cryptography;
using System.Text;

namespace Octopus.Manager.Hosting;

/// <summary>The browser that opened the Manager, known by a cookie that lives as long as this process.</summary>
internal sealed class Session
{
    private const int Bytes = 32;

    private readonly string secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Gives a browser the cookie.</summary>
    public void Begin(HttpContext context) => context.Response.Cookies.Append(Name(context), secret, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    });

    /// <summary>Whether a request comes from a browser that has it.</summary>
    public bool Includes(HttpContext context) =>
        context.Request.Cookies.TryGetValue(Name(context), out var value)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetBytes(secret));

    // Browsers do not tell cookies apart by port.
    private static string Name(HttpContext context) => $"Octopus.Manager.{context.Connection.LocalPort}";
}
