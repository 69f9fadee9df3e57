using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Files.Formats;

/// <summary>R1Code's own format: the fields of <see cref="Problem"/>, no others.</summary>
internal sealed class NativeFormat : IProblemFormat
{
    public string Name => "R1Code";

    public bool Matches(JsonElement row) => true;

    public Problem? Read(JsonElement row, Action<string?, string> fault)
    {
        var shape = new List<ShapeFault>();
        JsonShape.Check(typeof(Problem), row, "", shape);
        foreach (var (key, reason) in shape)
        {
            fault(key, reason);
        }

        return shape.Count > 0 ? null : row.Deserialize<Problem>(R1Json.Strict);
    }
}
