using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>Makes ASP.NET Core read and write JSON as <see cref="R1Json.Options"/> do; its own options object cannot be replaced.</summary>
internal static class JsonText
{
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
        foreach (var converter in ours.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}
