using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>One layer's weights as generation uses them: stacked, adapters merged.</summary>
internal sealed record InferenceLayer(
    RmsNorm InputNorm,
    Tensor QueryKeyValue,
    Tensor? QueryKeyValueBias,
    RmsNorm? QueryNorm,
    RmsNorm? KeyNorm,
    Tensor Output,
    Tensor? OutputBias,
    RmsNorm PostAttentionNorm,
    Tensor GateUp,
    Tensor Down
);

/// <summary>
/// The model's weights arranged for generation. Without adapters nothing is copied: stacked matrices are the storage of
/// the model's own parameters.
/// </summary>
internal sealed class InferenceWeights : IDisposable
{
    private readonly List<Tensor> _owned = [];

    public InferenceWeights(DecoderModel model)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Layers = [.. model.Stack.Layers.Select(Arrange)];
        scope.Detach(_owned);
    }

    public IReadOnlyList<InferenceLayer> Layers { get; }

    public void Dispose()
    {
        foreach (var tensor in _owned)
        {
            tensor.Dispose();
        }
    }

    private InferenceLayer Arrange(DecoderLayer layer)
    {
        var (attention, feedForward) = (layer.Attention, layer.FeedForward);
        return new InferenceLayer(
            layer.InputNorm,
            Stack(attention.StackedWeight, attention.Query, attention.Key, attention.Value),
            attention.StackedBias,
            attention.QueryNorm,
            attention.KeyNorm,
            Merge(attention.Output),
            attention.Output.Bias,
            layer.PostAttentionNorm,
            Stack(feedForward.StackedWeight, feedForward.Gate, feedForward.Up),
            Merge(feedForward.Down)
        );
    }

    private Tensor Stack(Tensor stacked, params Projection[] parts) =>
        parts.All(part => part.Adapter is null) ? stacked : Own(cat([.. parts.Select(part => part.MergedWeight())]));

    private Tensor Merge(Projection projection) =>
        projection.Adapter is null ? projection.Weight : Own(projection.MergedWeight());

    private Tensor Own(Tensor tensor)
    {
        _owned.Add(tensor);
        return tensor;
    }
}
