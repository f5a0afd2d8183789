/** The four networks of He et al. 2015, Fig. 1 and Fig. 6: what is trained unless something else is asked for. */
export const fourNetworks = ["cifar-plain-20", "cifar-plain-56", "cifar-resnet-20", "cifar-resnet-56"];
