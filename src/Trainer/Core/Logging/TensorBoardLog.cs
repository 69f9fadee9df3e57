using static TorchSharp.torch.utils;

namespace R1Code.Trainer.Logging;

/// <summary>The metrics as TensorBoard event files. A resumed run adds a file; the viewer shows the newer value of a step.</summary>
internal sealed class TensorBoardLog : IDisposable
{
    private readonly TorchSharp.Modules.SummaryWriter _writer;

    public TensorBoardLog(string folder)
    {
        Directory.CreateDirectory(folder);
        _writer = tensorboard.SummaryWriter(folder);
    }

    public void Write(int step, IReadOnlyDictionary<string, double> metrics)
    {
        foreach (var (name, value) in metrics)
        {
            _writer.add_scalar(name, (float)value, step);
        }
    }

    public void Dispose() => (_writer as IDisposable)?.Dispose();
}
