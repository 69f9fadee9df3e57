using System.Globalization;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Setup;

/// <summary>How one thing is.</summary>
public enum DoctorStatus
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>It works, but not as well or as safely as it could.</summary>
    Warning,

    /// <summary>Nothing can be judged like this.</summary>
    Fault,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Subject">What was looked at, one or two words.</param>
/// <param name="Status">How it is.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do about it; null when nothing needs to be done.</param>
public sealed record DoctorFinding(string Subject, DoctorStatus Status, string Text, string? Remedy = null);

/// <summary>
/// Looks at everything the sandbox needs and says what to do about each fault. Installs nothing, builds nothing; starts
/// one box to hear its self-test.
/// </summary>
public static class SandboxDoctor
{
    private const long GiB = 1024L * 1024 * 1024;

    /// <summary>Everything that was looked at, in order.</summary>
    public static async Task<IReadOnlyList<DoctorFinding>> ExamineAsync(
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        List<DoctorFinding> findings =
        [
            .. options.Validate().Select(f => new DoctorFinding("options", DoctorStatus.Fault, f)),
        ];
        findings.Add(Memory(options));
        findings.Add(Disk());
        if (findings.Exists(finding => finding is { Subject: "options" }))
        {
            return findings;
        }

        try
        {
            await using var engine = await EngineFinder.FindAsync(
                options,
                Guid.NewGuid().ToString("N"),
                TimeProvider.System,
                cancellationToken
            );
            findings.AddRange(Engine(await engine.DescribeAsync(cancellationToken)));
            findings.AddRange(await BoxAsync(engine, options, cancellationToken));
        }
        catch (SandboxUnavailableException e)
        {
            findings.Add(
                new DoctorFinding(
                    "engine",
                    DoctorStatus.Fault,
                    e.Message,
                    "Run `./r1code setup`, as root if it may install one."
                )
            );
        }

        return findings;
    }

    private static IEnumerable<DoctorFinding> Engine(EngineInfo engine)
    {
        var api = engine.ApiVersion is null ? "" : $" (API {engine.ApiVersion})";
        yield return new("engine", DoctorStatus.Good, $"{engine.Name} {engine.Version}{api} at {engine.Endpoint}");
        yield return new("isolation", DoctorStatus.Good, $"{engine.Tier}, runtime {engine.Runtime ?? "of its own"}");
        yield return new("cgroups", DoctorStatus.Good, $"version {engine.CgroupVersion ?? "unknown"}");
        yield return engine.Missing.Count == 0
            ? new("limits", DoctorStatus.Good, "memory, processes, CPU and system calls are limited")
            : new(
                "limits",
                DoctorStatus.Warning,
                $"not enforced here: {string.Join(", ", engine.Missing)}",
                "Docker with runc limits all of them when it runs as root and the kernel has the controllers and seccomp."
            );
    }

    private static async Task<IReadOnlyList<DoctorFinding>> BoxAsync(
        IContainerEngine engine,
        SandboxOptions options,
        CancellationToken cancellationToken
    )
    {
        using var boxes = new BoxFactory(engine, options);
        if (await engine.FindImageAsync(boxes.ImageTag, cancellationToken) is not { } digest)
        {
            return
            [
                new(
                    "image",
                    DoctorStatus.Fault,
                    $"{boxes.ImageTag} is not there",
                    "Run `./r1code setup`: it makes the image in seconds."
                ),
            ];
        }

        var image = new DoctorFinding("image", DoctorStatus.Good, $"{boxes.ImageTag}, {digest}");
        try
        {
            await using var box = await boxes.StartRunnerAsync(cancellationToken);
            return [image, Lane(box)];
        }
        catch (SandboxUnavailableException e)
        {
            return
            [
                image,
                new(
                    "box",
                    DoctorStatus.Fault,
                    e.Message,
                    "Read the box's own words above; run `./r1code setup` again."
                ),
            ];
        }
    }

    private static DoctorFinding Lane(Box box)
    {
        var notes = box.Hello.Notes.Length == 0 ? "" : $": {box.Hello.Notes}";
        return box.Hello.Lane == "fork"
            ? new("lane", DoctorStatus.Good, $"fork server{notes}")
            : new(
                "lane",
                DoctorStatus.Warning,
                $"{box.Hello.Lane}{notes}",
                "Verdicts are the same, but each test starts a .NET runtime of its own; runc and crun can fork."
            );
    }

    private static DoctorFinding Memory(SandboxOptions options)
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        // What boxes may take at worst; they rarely do.
        var wanted =
            1024L
            * 1024
            * ((options.Boxes * (long)options.BoxMemoryMb) + ((options.Compilers + 1L) * options.CompilerMemoryMb));
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(double)available / GiB:0.0} GiB; all boxes at their limits take {(double)wanted / GiB:0.0} GiB"
        );
        return available >= wanted
            ? new("memory", DoctorStatus.Good, text)
            : new(
                "memory",
                DoctorStatus.Warning,
                text,
                "Lower Boxes or BoxMemoryMb if the machine runs out of memory."
            );
    }

    private static DoctorFinding Disk()
    {
        var free = new DriveInfo("/").AvailableFreeSpace;
        var text = string.Create(CultureInfo.InvariantCulture, $"{(double)free / GiB:0.0} GiB free on /");
        return free >= 2 * GiB
            ? new("disk", DoctorStatus.Good, text)
            : new("disk", DoctorStatus.Warning, text, "The image takes 0.2 GiB; make room before it is made.");
    }
}
