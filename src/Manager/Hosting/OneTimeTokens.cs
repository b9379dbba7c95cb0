using System.Security.Cryptography;
using System.Text;

namespace Octopus.Manager.Hosting;

/// <summary>Tokens that open the Manager: each works once, and only for a short time.</summary>
internal sealed class OneTimeTokens(TimeProvider time)
{
    private const int Bytes = 32;

    private readonly Dictionary<string, DateTimeOffset> hashes = [];

    /// <summary>A new token.</summary>
    public string Issue()
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));
        lock (hashes)
            hashes.Add(Hash(token), time.GetUtcNow() + ManagerTimeouts.Token);
        return token;
    }

    /// <summary>Whether the token is good; afterwards it no longer is.</summary>
    public bool Redeem(string token)
    {
        // Kept and looked up as hashes, so that the time a look-up takes says nothing about a token.
        lock (hashes)
            return hashes.Remove(Hash(token), out var until) && time.GetUtcNow() <= until;
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
