using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// The policy that KL is measured against: fixed, replaced by the policy every N steps (R1), or mixed with it (TR-DPO).
/// Owns its weights.
/// </summary>
public sealed class ReferencePolicy : IDisposable
{
    private readonly DecoderModel _model;
    private readonly List<DecoderModel> _replicas = [];

    private ReferencePolicy(DecoderModel model) => _model = model;

    /// <summary>The weights, for a checkpoint and for scoring.</summary>
    public DecoderModel Model => _model;

    /// <summary>The same weights for a worker that computes beside others; the first worker's is the model itself.</summary>
    internal DecoderModel Of(int worker)
    {
        while (_replicas.Count < worker)
        {
            var replica = _model.Replica();
            _replicas.Add(replica);
            foreach (var parameter in replica.parameters())
            {
                parameter.grad = null; // nothing learns here
            }
        }

        return worker == 0 ? _model : _replicas[worker - 1];
    }

    /// <summary>A snapshot of a policy.</summary>
    public static ReferencePolicy SnapshotOf(DecoderModel policy)
    {
        var reference = new ReferencePolicy(DecoderModel.Empty(policy.Config, policy.Device, policy.Type));
        reference.Follow(policy, 1);
        return reference;
    }

    /// <summary>The snapshot that a checkpoint holds.</summary>
    public static ReferencePolicy Load(string folder, Device device, ScalarType type) =>
        new(Checkpoint.LoadModel(folder, device, type));

    /// <summary>reference ← α·policy + (1 − α)·reference.</summary>
    public void Follow(DecoderModel policy, double alpha)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (mine, theirs) in _model.parameters().Zip(policy.parameters()))
        {
            if (alpha >= 1)
            {
                mine.copy_(theirs);
            }
            else
            {
                mine.mul_(1 - alpha).add_(theirs, alpha: alpha);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _replicas.ForEach(replica => replica.Dispose());
        _model.Dispose();
    }
}
