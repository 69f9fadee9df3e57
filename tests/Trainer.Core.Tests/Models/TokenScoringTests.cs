using R1Code.Trainer.Models;
using TorchSharp;

namespace R1Code.Trainer.Core.Tests.Models;

public sealed class TokenScoringTests
{
    [Theory]
    [MemberData(nameof(TinyModels.Types), MemberType = typeof(TinyModels))]
    public void TokenLogProbs_EqualTheFullLogSoftmax_InValueAndGradient(string type)
    {
        using var scope = torch.NewDisposeScope();
        using var model = DecoderModel.Initialize(TinyModels.Config(type), seed: 7);
        var ids = torch.tensor(new long[] { 1, 5, 3, 16, 2, 9, 4, 4, 0, 11, 12, 13 }).view(2, 6);
        var mask = torch.tensor(new[] { true, false, true, true, false, true, true, true, false, true }).view(2, 5);

        var scores = model.TokenLogProbs(ids, mask, temperature: 0.7, withEntropy: true);
        (scores.LogProbs.sum() * 2 + (scores.Entropy!.sum() * 0.3)).backward();
        var gradients = model.named_parameters().ToDictionary(p => p.name, p => p.parameter.grad!.clone());
        model.zero_grad();

        var logs = torch.nn.functional.log_softmax(model.Logits(model.Hidden(ids)).div(0.7), -1).narrow(1, 0, 5);
        var chosen = logs.gather(2, ids.narrow(1, 1, 5).unsqueeze(2)).squeeze(2).mul(mask);
        var entropy = logs.exp().mul(logs).sum(-1).neg().mul(mask);
        (chosen.sum() * 2 + entropy.sum() * 0.3).backward();

        Assert.True(scores.LogProbs.allclose(chosen, rtol: 1e-5, atol: 1e-6));
        Assert.True(scores.Entropy.allclose(entropy, rtol: 1e-5, atol: 1e-6));
        foreach (var (name, parameter) in model.named_parameters())
        {
            Assert.True(gradients[name].allclose(parameter.grad!, rtol: 1e-4, atol: 1e-6), name);
        }
    }
}
