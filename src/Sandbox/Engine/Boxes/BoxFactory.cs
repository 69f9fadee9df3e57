using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Images;

namespace R1Code.Sandbox.Boxes;

/// <summary>Starts boxes of each kind from one image, which is made when it is missing.</summary>
internal sealed class BoxFactory(IContainerEngine engine, SandboxOptions options) : IDisposable
{
    // A cold start on a busy machine, not a submission: generous.
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(60);

    private readonly Lazy<SandboxImage> _image = new(() => SandboxImage.FromThisMachine(options.Programs));
    private readonly SemaphoreSlim _making = new(1, 1);

    /// <summary>Tag of the image.</summary>
    public string ImageTag => options.Image ?? _image.Value.Tag;

    /// <summary>Makes the image unless the engine has it; true when it was made.</summary>
    public async Task<bool> EnsureImageAsync(CancellationToken cancellationToken)
    {
        if (options.Image is not null)
        {
            return false;
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            return await engine.EnsureImageAsync(_image.Value, cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _making.Dispose();

    /// <summary>A compiler box.</summary>
    public Task<Box> StartCompilerAsync(CancellationToken cancellationToken) =>
        StartAsync(BoxSpecs.Compiler(options, ImageTag), cancellationToken);

    /// <summary>A runner box for submissions.</summary>
    public Task<Box> StartRunnerAsync(CancellationToken cancellationToken) =>
        StartAsync(BoxSpecs.Runner(options, ImageTag, "runner"), cancellationToken);

    /// <summary>A runner box for what problems' authors wrote.</summary>
    public Task<Box> StartProblemRunnerAsync(CancellationToken cancellationToken) =>
        StartAsync(BoxSpecs.Runner(options, ImageTag, "problem"), cancellationToken);

    private async Task<Box> StartAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        // Another program may have removed the image since; looking costs a millisecond.
        await EnsureImageAsync(cancellationToken);
        return await Box.StartAsync(engine, spec, ReadyDeadline, cancellationToken);
    }
}
