using System.Text.Json;
using System.Text.Json.Nodes;

namespace R1Code.Rewards;

/// <summary>Reads the options of a reward function from the object a user wrote, in which <c>weight</c> is the set's.</summary>
internal static class OptionsReader
{
    private const string WeightKey = "weight";

    /// <summary>The options, or null after faults were appended.</summary>
    public static TOptions? Read<TOptions>(JsonElement? json, string path, List<string> faults)
        where TOptions : class, IRewardOptions, new()
    {
        if (json is not { ValueKind: JsonValueKind.Object } settings)
        {
            return new TOptions();
        }

        var shape = new List<ShapeFault>();
        JsonShape.Check(typeof(TOptions), settings, path, shape, WeightKey);
        if (shape.Count > 0)
        {
            faults.AddRange(shape.Select(f => $"{f.Key}: {f.Reason}"));
            return null;
        }

        var own = JsonObject.Create(settings)!;
        own.Remove(WeightKey);
        var options = own.Deserialize<TOptions>(JsonShape.Options)!;
        var before = faults.Count;
        faults.AddRange(options.Faults().Select(f => $"{path}.{f}"));
        return faults.Count > before ? null : options;
    }
}
