using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>One way in which problem sets write a problem, told from others by its fields.</summary>
internal interface IProblemFormat
{
    /// <summary>Name in messages.</summary>
    string Name { get; }

    /// <summary>Whether a row has this format's fields.</summary>
    bool Matches(JsonElement row);

    /// <summary>The problem of a row, or null after faults (key, reason) were noted.</summary>
    Problem? Read(JsonElement row, Action<string?, string> fault);
}
