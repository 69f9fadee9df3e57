using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>Makes ASP.NET Core read and write JSON as <see cref="R1Json.Options"/> do; its own options object cannot be replaced.</summary>
internal static class JsonText
{
    /// <summary>The same for JSON that came inside a text.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    public static void Apply(JsonSerializerOptions options)
    {
        var ours = R1Json.Options;
        options.PropertyNamingPolicy = ours.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = ours.PropertyNameCaseInsensitive;
        options.NumberHandling = ours.NumberHandling;
        options.DefaultIgnoreCondition = ours.DefaultIgnoreCondition;
        options.Encoder = ours.Encoder;
        options.RespectNullableAnnotations = ours.RespectNullableAnnotations;
        options.MaxDepth = ours.MaxDepth;

        // Which of two equal keys counts would depend on who reads the body.
        options.AllowDuplicateProperties = false;
        options.Converters.Add(new CheckedJson.ElementConverter());
        options.Converters.Add(new CheckedJson.ObjectConverter());
        foreach (var converter in ours.Converters)
        {
            options.Converters.Add(converter);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
