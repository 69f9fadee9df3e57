using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.Piston;

/// <summary>Reads a call as Piston does: the same defaults, the same order of checks, the same words.</summary>
internal sealed class PistonReader(ServiceOptions options)
{
    private const int DefaultCompileMs = 10_000;
    private const int DefaultRunMs = 3_000;
    private const int MostArgs = 1024;

    public (ProgramRun? Run, string? Fault) Read(ExecuteRequest request)
    {
        if (Text(request.Language) is not { Length: > 0 } language)
        {
            return (null, "language is required as a string");
        }

        if (Text(request.Version) is not { Length: > 0 } version)
        {
            return (null, "version is required as a string");
        }

        if (request.Files is not { ValueKind: JsonValueKind.Array } given)
        {
            return (null, "files is required as an array");
        }

        var (sources, files, fileFault) = Files(given);
        if (fileFault is not null)
        {
            return (null, fileFault);
        }

        if (!PistonRuntime.Matches(language, version))
        {
            return (null, $"{Short(language)}-{Short(version)} runtime is unknown");
        }

        if (sources!.Count == 0)
        {
            return (null, "files must include at least one utf8 encoded file");
        }

        return Limited(
            request,
            new ProgramRun
            {
                Sources = sources,
                Files = files!,
                Stdin = Encoding.UTF8.GetBytes(Terminated(Text(request.Stdin) ?? "")),
            }
        );
    }

    private (ProgramRun? Run, string? Fault) Limited(ExecuteRequest request, ProgramRun run)
    {
        string? fault = null;
        var runMemory = Memory(request.RunMemoryLimit, "run_memory_limit", ref fault);
        _ = Memory(request.CompileMemoryLimit, "compile_memory_limit", ref fault);
        var compile = Time(request.CompileTimeout, "compile_timeout", DefaultCompileMs, ref fault);
        var wall = Time(request.RunTimeout, "run_timeout", DefaultRunMs, ref fault);

        // The compiler keeps its own CPU limit: the shorter of the two times bounds it.
        var compileCpu = Time(request.CompileCpuTime, "compile_cpu_time", compile, ref fault);
        var cpu = Time(request.RunCpuTime, "run_cpu_time", wall, ref fault);
        if (!TryArgs(request.Args, out var args))
        {
            fault ??= "args must be an array of strings";
        }

        return fault is not null
            ? (null, fault)
            : (
                run with
                {
                    Args = args,
                    CompileTimeoutMs = Math.Min(compile, compileCpu),
                    Limits = new TestLimits
                    {
                        WallMs = wall,
                        CpuMs = cpu,
                        MemoryMb = runMemory,
                        OutputKb = Bounded.OutputKb,
                    },
                },
                null
            );
    }

    private (List<SourceFile>? Sources, List<DataFile>? Files, string? Fault) Files(JsonElement given)
    {
        var sources = new List<SourceFile>();
        var texts = new List<SourceFile>();
        var files = new List<DataFile>();
        foreach (var (i, file) in given.EnumerateArray().Index())
        {
            if (file.ValueKind != JsonValueKind.Object || Text(Member(file, "content")) is not { } content)
            {
                return (null, null, $"files[{i}].content is required as a string");
            }

            if (content.Length > options.Bounds.TextLength)
            {
                return (null, null, $"files[{i}].content is longer than {options.Bounds.TextLength} characters");
            }

            var name = Text(Member(file, "name")) is { Length: > 0 } named ? named : $"file{i}.code";
            if (!WorkingFiles.IsName(name))
            {
                return (null, null, $"files[{i}].name must be a relative path inside the working directory");
            }

            // An encoding that Piston does not know counts as utf8.
            var encoding = Text(Member(file, "encoding"));
            if (encoding is "base64" or "hex")
            {
                if (Decode(content, encoding) is not { } bytes)
                {
                    return (null, null, $"files[{i}].content is not {encoding}");
                }

                files.Add(new DataFile(name, bytes));
            }
            else
            {
                (name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? sources : texts).Add(
                    new SourceFile(name, content)
                );
            }
        }

        if (sources.Count == 0 && texts.Count > 0)
        {
            // Clients that name nothing, or name it as they like: the first text is the program.
            sources.Add(texts[0]);
            texts.RemoveAt(0);
        }

        files.AddRange(texts.Select(t => new DataFile(t.Name, Encoding.UTF8.GetBytes(t.Text))));
        return (sources, files, null);
    }

    private static byte[]? Decode(string content, string encoding)
    {
        try
        {
            return encoding == "hex" ? Convert.FromHexString(content) : Convert.FromBase64String(content);
        }
        catch (FormatException)
        {
            return null; // The caller names the file.
        }
    }

    private int Time(JsonElement? value, string name, int otherwise, ref string? fault)
    {
        if (Number(value, name, ref fault) is not { } number)
        {
            return otherwise;
        }

        var most = options.MaxForeignTimeout.TotalMilliseconds;
        if (number > most)
        {
            fault ??= $"{name} cannot exceed the configured limit of {most:0}";
        }
        else if (number < 0)
        {
            fault ??= $"{name} must be non-negative";
        }

        return (int)Math.Clamp(number, LimitBounds.TimeMs.Min, most);
    }

    private static int Memory(JsonElement? value, string name, ref string? fault)
    {
        if (Number(value, name, ref fault) is not { } bytes || bytes == -1)
        {
            return new TestLimits().MemoryMb;
        }

        var most = LimitBounds.MemoryMb.Max * 1024.0 * 1024;
        if (bytes > most)
        {
            fault ??= $"{name} cannot exceed the configured limit of {most:0}";
        }
        else if (bytes < 0)
        {
            fault ??= $"{name} must be non-negative";
        }

        return (int)Math.Clamp(bytes / (1024 * 1024), LimitBounds.MemoryMb.Min, LimitBounds.MemoryMb.Max);
    }

    // Piston takes 0, null and absence alike: the default.
    private static double? Number(JsonElement? value, string name, ref string? fault)
    {
        if (value is not { } given || given.ValueKind is JsonValueKind.Null or JsonValueKind.False)
        {
            return null;
        }

        if (given.ValueKind == JsonValueKind.Number && given.TryGetDouble(out var number))
        {
            return number == 0 ? null : number;
        }

        fault ??= $"If specified, {name} must be a number";
        return null;
    }

    private static bool TryArgs(JsonElement? value, out IReadOnlyList<string> args)
    {
        args = [];
        if (value is null or { ValueKind: JsonValueKind.Null })
        {
            return true;
        }

        if (
            value is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() > MostArgs
            || list.EnumerateArray().Any(a => a.ValueKind != JsonValueKind.String)
        )
        {
            return false;
        }

        args = [.. list.EnumerateArray().Select(a => a.GetString()!)];
        return true;
    }

    private static string Terminated(string stdin) => stdin.EndsWith('\n') ? stdin : stdin + "\n";

    private static JsonElement? Member(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
